"""Films and sound through ffmpeg, where it is installed: encoded anew, without what a telephone notes beside them."""

import shutil
import subprocess
from pathlib import Path

from odr.evidence.renditions.kinds import FILMS
from odr.evidence.renditions.made import CannotShow, Kind, Made, Result
from odr.evidence.renditions.pictures import paint

LONGEST_S = 600
"""Of longer ones this much is shown."""
WIDEST = 1280
LARGEST = 200 * 1024 * 1024

ALONE = ("-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file")
BARE = ("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact", "-flags", "+bitexact")
_SMALL = f"scale='min({WIDEST},iw)':-2"
_VIDEO = ("-vf", f"{_SMALL},format=yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-threads", "1")
_SOUND = ("-c:a", "aac", "-b:a", "96k", "-ac", "2")
_WHOLE = ("-t", str(LONGEST_S), "-fs", str(LARGEST), "-movflags", "+faststart", "-f")


def show(original: Path, kind: str) -> Result:
    """A picture of the film and the film itself, or the sound. Raises CannotShow."""
    source = (*ALONE, "-f", FILMS[kind], "-i", str(original))
    if kind.startswith("audio/"):
        _ffmpeg(*source, "-map", "0:a:0", "-vn", *BARE, *_SOUND, *_WHOLE, "ipod", "r1")
        return Result((Made("r1", Kind.SOUND),))
    _ffmpeg(*source, "-map", "0:v:0", "-frames:v", "1", "-vf", _SMALL, *BARE, "-f", "image2", "-c:v", "png", "frame")
    poster = paint(Path("frame"), "r1", Kind.POSTER)
    _ffmpeg(*source, "-map", "0:v:0", "-map", "0:a:0?", *BARE, *_VIDEO, *_SOUND, *_WHOLE, "mp4", "r2")
    return Result((poster, Made("r2", Kind.FILM, poster.width, poster.height)))


def _ffmpeg(*arguments: str) -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        raise CannotShow("there is no ffmpeg")
    done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        raise CannotShow(done.stderr.decode(errors="replace")[-200:])
