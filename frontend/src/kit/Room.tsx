import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Icon } from "./Icon";

interface PrivateRoomProps {
  /** Who sees this, in words: "Only you and the mediator see this". */
  words: string;
  children: ReactNode;
}

/** Own ground, a lock, a frame and words: nobody can take this room for another. */
export function PrivateRoom({ words, children }: PrivateRoomProps): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="room private" aria-label={t("privateRoom.label", { words })}>
      <p className="room-words">
        <Icon name="lock" />
        {words}
      </p>
      {children}
    </section>
  );
}

/** A room that both sides share; it still says who reads along. */
export function SharedRoom({ words, children }: PrivateRoomProps): ReactNode {
  return (
    <section className="room" aria-label={words}>
      <p className="room-words muted">
        <Icon name="people" />
        {words}
      </p>
      {children}
    </section>
  );
}
