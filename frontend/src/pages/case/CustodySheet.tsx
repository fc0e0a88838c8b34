import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../../data/Loaded";
import type { CustodySheetQuery } from "../../generated/graphql/graphql";
import { useLanguage, type Translate } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import { Timeline } from "../../kit/Timeline";
import { sizeText } from "../../lib/sizes";
import { CustodySheetDocument } from "./custodyDocuments";
import { calledBy } from "./words";

type Line = CustodySheetQuery["custodySheet"]["lines"][number];

/** One dated list of what happened to an exhibit, as far as this reader may see it. Always fetched anew. */
export default function CustodySheet({ of, exhibit }: { of: string; exhibit: string }): ReactNode {
  const { t, locale } = useLanguage();
  const [state, again] = useQuery({
    query: CustodySheetDocument,
    variables: { case: of, exhibit },
    requestPolicy: "network-only",
  });
  return (
    <Loaded state={state} again={again} missing={<p className="muted">{t("custody.gone")}</p>}>
      {({ custodySheet: { mediaType, size, sha256, withLog, lines } }) => (
        <div className="stack near">
          <dl className="facts">
            <dt>{t("custody.file")}</dt>
            <dd>
              {mediaType}, {sizeText(size, locale)}
            </dd>
            <dt>{t("custody.fingerprint")}</dt>
            <dd>
              <code>{sha256 ?? t("erased")}</code>
            </dd>
          </dl>
          {lines.length ? <Timeline happenings={lines.map((line, at) => happening(line, at, t))} /> : null}
          {lines.length ? null : <p className="muted">{t("custody.none")}</p>}
          <p className="muted">{t(withLog ? "custody.withLog" : "custody.withoutLog")}</p>
        </div>
      )}
    </Loaded>
  );
}

function happening({ at, by, sentence, times, until, entry }: Line, place: number, t: Translate) {
  return {
    id: String(place),
    when: <Moment at={at} />,
    what: (
      <>
        <strong>
          <bdi>{by ? calledBy(by, t) : t("custody.somebody")}</bdi>
        </strong>{" "}
        {sentence}{" "}
        {times > 1 && until ? (
          <>
            {t("custody.times", { times })} <Moment at={until} />
          </>
        ) : null}
      </>
    ),
    more: entry ? <p className="muted">{t("custody.entry", { number: entry })}</p> : null,
  };
}
