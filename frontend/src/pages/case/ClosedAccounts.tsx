import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import type { CaseView } from "./documents";

/** That a side can do nothing here because its account is closed, and what that means for the case. */
export function ClosedAccounts({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return found.closedAccounts.map((side) => (
    <p key={side} className="card" role="status">
      {t(found.role === side ? "case.closedAccount.own" : "case.closedAccount", { side: t(`role.${side}`) })}
    </p>
  ));
}
