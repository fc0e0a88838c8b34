import { lazy, Suspense, useState, type ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Loading } from "../../kit/states";

const CustodySheet = lazy(() => import("./CustodySheet"));

interface CustodyProps {
  of: string;
  exhibit: { id: string; name: string | null };
}

/** Where an exhibit came from and who handled it: fetched when somebody wants to know. */
export function Custody({ of, exhibit }: CustodyProps): ReactNode {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <details className="small" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {t("custody.open")}
        <span className="hidden-text">: {exhibit.name}</span>
      </summary>
      {open ? (
        <Suspense fallback={<Loading />}>
          <CustodySheet of={of} exhibit={exhibit.id} />
        </Suspense>
      ) : null}
    </details>
  );
}
