import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { moneyText } from "../lib/money";

export interface Amount {
  amount: string;
  currency: string;
}

/** An amount with its currency, exact and with even figures. */
export function Money({ amount, currency }: Amount): ReactNode {
  const { locale } = useLanguage();
  return <data value={`${amount} ${currency}`}>{moneyText(amount, currency, locale)}</data>;
}
