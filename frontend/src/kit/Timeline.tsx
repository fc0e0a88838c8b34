import type { ReactNode } from "react";

export interface Happening {
  id: string;
  when: ReactNode;
  what: ReactNode;
  more?: ReactNode;
  place?: "now" | "ahead";
}

/** What happened and what is to come, in order. */
export function Timeline({ happenings }: { happenings: Happening[] }): ReactNode {
  return (
    <ol className="timeline">
      {happenings.map(({ id, when, what, more, place }) => (
        <li key={id} className={place ?? ""}>
          {when}
          <p>{what}</p>
          {more}
        </li>
      ))}
    </ol>
  );
}
