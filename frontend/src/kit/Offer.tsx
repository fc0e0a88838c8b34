import type { ReactNode } from "react";

export interface OfferRow {
  id: string;
  label: ReactNode;
  value: ReactNode;
}

interface OfferCardProps {
  /** Whose words these are: "You ask", "Holzhaus GmbH offers". */
  title: string;
  rows: OfferRow[];
  note?: ReactNode;
  /** No longer open. */
  over?: boolean;
  children?: ReactNode;
}

/** One proposal, row by row; every card has the same width and weight, whoever made it. */
export function OfferCard({ title, rows, note, over = false, children }: OfferCardProps): ReactNode {
  return (
    <article className={over ? "offer over" : "offer"}>
      <h3>
        <bdi>{title}</bdi>
      </h3>
      <dl className="lines">
        {rows.map(({ id, label, value }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {note ? <p className="small muted">{note}</p> : null}
      {children}
    </article>
  );
}

/** What was asked and what is offered, side by side in an order that never changes. */
export function Comparison({ children }: { children: ReactNode }): ReactNode {
  return <div className="pair">{children}</div>;
}
