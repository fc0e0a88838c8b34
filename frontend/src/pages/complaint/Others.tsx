import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { Loaded } from "../../data/Loaded";
import { useLanguage } from "../../i18n/language";
import { Checkboxes } from "../../kit/Field";
import { loadDraft } from "../../lib/drafts";
import { draftName, EMPTY, firstOpen } from "./answers";
import { OtherOrdersDocument, sold, type OrderToComplainOf, type Person } from "./documents";

interface OthersProps {
  order: OrderToComplainOf;
  person: Person;
  chosen: readonly OrderToComplainOf[];
  onChoose: (chosen: OrderToComplainOf[]) => void;
}

/** Whether everything that is asked of an order is answered on this device. */
function answered(order: OrderToComplainOf): boolean {
  return firstOpen(loadDraft(draftName(order.id), EMPTY), order).step === "check";
}

const titles = ({ lines }: OrderToComplainOf): string => lines.map(({ title }) => title).join(", ");

/** Other orders of the same marketplace that can be sent in the same filing: each becomes a case of its own. */
export function Others({ order, person, chosen, onChoose }: OthersProps): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: OtherOrdersDocument });
  return (
    <Loaded state={state} again={again}>
      {({ orders: { edges } }) => {
        const others = edges
          .map(({ node }) => node)
          .filter((one) => one.id !== order.id && one.marketplace === order.marketplace && !sold(one, person));
        const ready = others.filter(answered);
        const open = others.filter((one) => !ready.includes(one));
        if (!others.length) return null;
        return (
          <section className="stack near" aria-labelledby="others-title">
            <h2 id="others-title">{t("file.others.title")}</h2>
            <p>{t("file.others.words")}</p>
            {ready.length ? (
              <Checkboxes
                id="others"
                label={t("file.others.ready")}
                value={chosen.map(({ id }) => id)}
                onChoose={(id, taken) =>
                  onChoose(ready.filter((one) => (one.id === id ? taken : chosen.some((kept) => kept.id === one.id))))
                }
                choices={ready.map((one) => ({
                  value: one.id,
                  label: <bdi>{titles(one)}</bdi>,
                  hint: t("file.others.which", { number: one.number, seller: one.seller }),
                }))}
              />
            ) : null}
            {open.length ? (
              <details>
                <summary>{t("file.others.open")}</summary>
                <p className="small muted">{t("file.others.open.words")}</p>
                <ul className="listing">
                  {open.map((one) => (
                    <li key={one.id}>
                      <Link href={`/orders/${one.id}/complaint`}>
                        <bdi>{titles(one)}</bdi>
                      </Link>
                      <span className="small muted">
                        {t("file.others.which", { number: one.number, seller: one.seller })}
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
          </section>
        );
      }}
    </Loaded>
  );
}
