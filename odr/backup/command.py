"""`odr backup FOLDER` and `odr restore FOLDER`, in words."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from odr.backup import Backup, BackupRefused, backup, restore
from odr.settings import Settings


def add_backup_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr backup`."""
    parser.description = "Copy the database and every file beside it into a new folder; the service goes on working."
    where = "a folder that is new or empty, outside the data folder"
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=where)


def add_restore_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr restore`."""
    parser.description = (
        "Bring a backup back into an empty database (ODR_DATABASE_URL) and an empty folder (ODR_DATA_DIR),"
        " and compare the head of every docket with the saved one."
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that `odr backup` wrote")


def run_backup(arguments: argparse.Namespace, settings: Settings, now: datetime) -> int:
    """Make the backup, say what it holds, and answer the exit code."""
    try:
        made = backup(settings.database_url, settings.data_dir, arguments.folder, now)
    except BackupRefused as refused:
        return _refuse(refused)
    sys.stdout.write(f"Saved in {arguments.folder}: {_content(made)}.\n")
    return 0


def run_restore(arguments: argparse.Namespace, settings: Settings) -> int:
    """Restore the backup, say what came back, and answer the exit code."""
    try:
        kept = restore(arguments.folder, settings.database_url, settings.data_dir)
    except BackupRefused as refused:
        return _refuse(refused)
    sys.stdout.write(f"Restored as of {kept.taken_at}: {_content(kept)}. Every docket has its saved head.\n")
    sys.stdout.write("`odr verify-docket` computes every seal anew.\n")
    return 0


def _refuse(refused: BackupRefused) -> int:
    sys.stderr.write(f"{refused}\n")
    return 1


def _content(held: Backup) -> str:
    return f"{_several(held.cases, 'case')} and {_several(held.files, 'file')} from {held.dialect}"


def _several(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
