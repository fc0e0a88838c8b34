import { useEffect, useRef, useState, type ReactNode } from "react";
import { readAgain } from "../../data/fresh";
import { listen } from "../../data/live";
import { hear, setTold } from "../../data/told";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { isWriting } from "../../lib/writing";

/** So long an own act has to answer, before what was told counts as news. */
const SETTLED_MS = 500;

interface Heard {
  version: number;
  /** Not shown before somebody asks for it. */
  held: boolean;
}

interface LiveProps {
  id: string;
  version: number;
  /** Whether it could not be read again. */
  away?: boolean;
}

/** Shows what is new in the case as soon as the service tells; while somebody writes, only when they ask for it. */
export default function Live({ id, version, away = false }: LiveProps): ReactNode {
  const { t } = useLanguage();
  const [heard, setHeard] = useState<Heard>();
  const box = useRef<HTMLDivElement>(null);
  useHeard(id, (told) => {
    if (told === version) return;
    const held = isWriting();
    setHeard({ version: told, held });
    if (!held) readAgain();
  });
  const show = (): void => {
    setHeard(heard && { ...heard, held: false });
    readAgain();
    box.current?.focus({ preventScroll: true });
  };
  const waits = heard?.held === true && heard.version !== version;
  const shows = away || waits;
  return (
    <div className={shows ? "news" : "hidden-text"} role="status" tabIndex={-1} ref={box}>
      {away ? <p>{t("live.away")}</p> : null}
      {!away && heard && (waits || heard.version === version) ? (
        <p key={heard.version}>{t(waits ? "live.waits" : "live.shown")}</p>
      ) : null}
      {shows ? (
        <Button look="plain" onClick={show}>
          {t(away ? "errors.retry" : "live.show")}
        </Button>
      ) : null}
    </div>
  );
}

/** Listens while the page is looked at: browsers allow few connections, and hidden pages need none. */
function useHeard(id: string, onVersion: (version: number) => void): void {
  const heard = useRef(onVersion);
  useEffect(() => {
    heard.current = onVersion;
  });
  useEffect(() => {
    let stop = new AbortController();
    let settling: ReturnType<typeof setTimeout> | undefined;
    const ears = {
      onVersion: (version: number) => {
        clearTimeout(settling);
        settling = setTimeout(() => heard.current(version), SETTLED_MS);
      },
      onTold: (is: boolean) => setTold(id, is),
    };
    const leave = (): void => {
      stop.abort();
      clearTimeout(settling);
      setTold(id, false);
    };
    const come = (): void => {
      leave();
      if (document.visibilityState !== "visible") return;
      stop = new AbortController();
      void listen(id, ears, stop.signal);
    };
    come();
    const deaf = hear(id, ears.onVersion);
    document.addEventListener("visibilitychange", come);
    return () => {
      document.removeEventListener("visibilitychange", come);
      deaf();
      leave();
    };
  }, [id]);
}
