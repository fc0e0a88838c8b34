import { useState, type ReactNode } from "react";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextArea } from "../../kit/Field";
import { Icon } from "../../kit/Icon";
import { Done } from "../../kit/states";
import { useForm, type UserError } from "../../kit/useForm";
import { dropDraft, loadDraft, saveDraft } from "../../lib/drafts";
import { SendMessage } from "./acts";
import { useCiting } from "./Citing";
import type { CaseView } from "./documents";
import { isPrivate, type TalkingRoom } from "./rooms";

interface WriteProps {
  found: CaseView;
  room: TalkingRoom;
  audience: string;
}

/** Writing into one room. Who wrote elsewhere last is asked once whether the new readers are meant. */
export function Write({ found, room, audience }: WriteProps): ReactNode {
  const { t } = useLanguage();
  const send = useAct(SendMessage);
  const draft = `message:${found.id}:${room}`;
  const last = `room:${found.id}`;
  const [sent, setSent] = useState(false);
  const [asking, setAsking] = useState(false);
  const form = useForm(loadDraft(draft, { words: "" }), ({ words }) =>
    words.trim() ? {} : { words: t("messages.missing") },
  );

  const citing = useCiting(found);

  const deliver = async ({ words }: { words: string }): Promise<UserError[]> => {
    const { errors } = await send({ case: found.id, room, words, exhibits: citing.numbers });
    if (errors.length) return errors;
    dropDraft(draft);
    saveDraft(last, { room });
    form.set("words", "");
    citing.clear();
    setSent(true);
    return [];
  };
  const submit = form.submit(async (typed) => {
    const before = loadDraft(last, { room }).room;
    if (before === room) return deliver(typed);
    setAsking(true);
    return [];
  });

  return (
    <>
      <form className="stack near" noValidate onSubmit={submit}>
        <ErrorSummary problems={form.problems} />
        <TextArea
          {...form.text("words")}
          label={t("messages.write")}
          rows={5}
          maxLength={10000}
          onBlur={() => saveDraft(draft, form.values)}
        />
        {citing.chooser}
        <Button type="submit" busy={form.busy}>
          {isPrivate(room) ? <Icon name="lock" /> : null}
          {isPrivate(room) ? t("messages.sendPrivately") : t("messages.send")}
        </Button>
        {sent ? <Done>{t("messages.sent")}</Done> : null}
      </form>
      {asking ? (
        <AudienceChange audience={audience} onConfirm={form.submit(deliver)} onClose={() => setAsking(false)} />
      ) : null}
    </>
  );
}

interface AudienceChangeProps {
  audience: string;
  onConfirm: (event: { preventDefault: () => void }) => void;
  onClose: () => void;
}

function AudienceChange({ audience, onConfirm, onClose }: AudienceChangeProps): ReactNode {
  const { t } = useLanguage();
  return (
    <dialog ref={(dialog) => dialog?.showModal()} className="card asking" aria-labelledby="audience" onClose={onClose}>
      <form
        method="dialog"
        className="stack near"
        onSubmit={(event) => {
          onConfirm(event);
          onClose();
        }}
      >
        <h2 id="audience">{t("audience.title")}</h2>
        <p>{t("audience.words")}</p>
        <p>
          <strong>{audience}</strong>
        </p>
        <div className="row">
          <Button type="submit">{t("audience.confirm")}</Button>
          <Button look="link" onClick={onClose}>
            {t("audience.back")}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
