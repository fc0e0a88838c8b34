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
  /** 2 directly under the page's own heading, 3 inside one of its parts. */
  level?: 2 | 3;
  /** No longer open. */
  over?: boolean;
  children?: ReactNode;
}

/** One proposal, row by row; every card has the same width and weight, whoever made it. */
export function OfferCard({ title, rows, note, level = 3, over = false, children }: OfferCardProps): ReactNode {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <article className={over ? "offer over" : "offer"}>
      <Heading>
        <bdi>{title}</bdi>
      </Heading>
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
