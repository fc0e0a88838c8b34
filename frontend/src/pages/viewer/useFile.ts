import { useCallback, useEffect, useState } from "react";
import { useMutation } from "urql";
import { CreateEvidenceLink } from "../case/files";

export interface Fetched {
  /** Empty until the link is there. */
  url: string;
  failed: boolean;
  again: () => void;
}

interface Which {
  case: string;
  exhibit: string;
  rendition: string;
}

/** The address of one rendition, good for some minutes; each is noted in the exhibit's log. */
export function useFile({ case: of, exhibit, rendition }: Which): Fetched {
  const [, create] = useMutation(CreateEvidenceLink);
  const [made, setMade] = useState({ rendition: "", url: "", failed: false });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    void create({ input: { case: of, exhibit, rendition } }).then(({ data }) => {
      const url = data?.createEvidenceLink.link?.url ?? "";
      if (wanted) setMade({ rendition, url, failed: !url });
    });
    return () => {
      wanted = false;
    };
  }, [create, of, exhibit, rendition, round]);
  const current = made.rendition === rendition ? made : { url: "", failed: false };
  const again = useCallback(() => {
    setMade({ rendition: "", url: "", failed: false });
    setRound((before) => before + 1);
  }, []);
  return { url: current.url, failed: current.failed, again };
}

/** The words of a text, from its address. */
export function useWords(url: string): { words: string | undefined; failed: boolean } {
  const [read, setRead] = useState<{ url: string; words: string | undefined; failed: boolean }>();
  useEffect(() => {
    if (!url) return undefined;
    const stop = new AbortController();
    fetch(url, { signal: stop.signal })
      .then(async (answer) => setRead({ url, words: answer.ok ? await answer.text() : undefined, failed: !answer.ok }))
      .catch(() => stop.signal.aborted || setRead({ url, words: undefined, failed: true }));
    return () => stop.abort();
  }, [url]);
  return read?.url === url ? read : { words: undefined, failed: false };
}
