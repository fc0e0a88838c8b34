import { useEffect, useRef, useState, type RefObject } from "react";

export interface Opening<E extends HTMLElement> {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** What is opened; without a field in it, it takes the focus itself. */
  opened: RefObject<E | null>;
  button: RefObject<HTMLButtonElement | null>;
}

/** Opens something by a button: the focus goes to its first field, and back to the button when it is closed. */
export function useOpening<E extends HTMLElement>(): Opening<E> {
  const [open, setOpen] = useState(false);
  const opened = useRef<E>(null);
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(open);
  useEffect(() => {
    if (before.current === open) return;
    before.current = open;
    if (open) (opened.current?.querySelector<HTMLElement>("input, select, textarea") ?? opened.current)?.focus();
    else if (document.activeElement === document.body) button.current?.focus();
  }, [open]);
  return { open, setOpen, opened, button };
}
