import { lazy, Suspense, useState, type ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Loading } from "../../kit/states";

const CustodySheet = lazy(() => import("./CustodySheet"));

interface CustodyProps {
  of: string;
  exhibit: { id: string; number: string | null; name: string | null; summary: string | null };
}

/** Where an exhibit came from and who handled it: fetched when somebody wants to know. A summary has no file. */
export function Custody({ of, exhibit }: CustodyProps): ReactNode {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  if (exhibit.summary !== null) return null;
  return (
    <details className="small" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {t("custody.open")}
        <span className="hidden-text">: {exhibit.name ?? exhibit.number ?? t("erased")}</span>
      </summary>
      {open ? (
        <Suspense fallback={<Loading />}>
          <CustodySheet of={of} exhibit={exhibit.id} />
        </Suspense>
      ) : null}
    </details>
  );
}
