/** "1234.50" and EUR become "1,234.50 EUR": grouped for the reader, exact as the server sent it. */
export function moneyText(amount: string, currency: string, locale: string): string {
  const digits = amount.split(".")[1]?.length ?? 0;
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${number.format(amount as Intl.StringNumericLiteral)}\u00a0${currency}`;
}

/** What a person typed as an amount, in the server's spelling; undefined when it is none. */
export function amountOf(typed: string, fraction = 2): string | undefined {
  const plain = typed.replaceAll(/[\s\u00a0]/g, "").replace(",", ".");
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(plain);
  const cents = match?.[2] ?? "";
  if (!match || cents.length > fraction) return undefined;
  return fraction ? `${match[1] ?? ""}.${cents.padEnd(fraction, "0")}` : match[1];
}

/** How many decimal places a currency has (EUR 2, JPY 0). */
export function fractionOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
