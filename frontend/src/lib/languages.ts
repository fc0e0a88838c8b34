import type { Choice } from "../kit/Field";

const CODES =
  "ar bg bs ca cs da de el en es et fi fr ga hi hr hu it ja ko lt lv mk mt nl no pl pt ro ru sk sl sq sr sv tr uk vi zh";

/** A language by its name in the reader's language; its code where it has no name here. */
export function languageName(code: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: "language" }).of(code) ?? code;
}

/** Languages to choose from, those that are chosen already among them, in the order of the reader's language. */
export function languageChoices(chosen: readonly string[], locale: string): Choice[] {
  const codes = new Set([...CODES.split(" "), ...chosen]);
  const named = [...codes].map((value) => ({ value, label: languageName(value, locale) }));
  return named.sort((one, other) => one.label.localeCompare(other.label, locale));
}
