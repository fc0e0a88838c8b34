import { setupI18n } from "@lingui/core";
import { createContext, use } from "react";
import type { MessageId } from "../generated/messages/ids";
import { messages as english } from "../generated/messages/en";

export type { MessageId };
/** Looks a text up in the catalogue and fills its placeholders. */
export type Translate = (id: MessageId, values?: Record<string, string | number>) => string;

export interface Language {
  code: string;
  direction: "ltr" | "rtl";
  /** The locale that numbers and dates are written in. */
  locale: string;
  t: Translate;
}

/** Every language that can be chosen, by its own name. */
export const LANGUAGES = { en: "English" } as const;
export type LanguageCode = keyof typeof LANGUAGES;

const LOCALES: Record<LanguageCode, string> = { en: "en-GB" };

export function language(code: LanguageCode): Language {
  const i18n = setupI18n({ locale: code, messages: { en: english } });
  return { code, direction: "ltr", locale: LOCALES[code], t: (id, values) => i18n._(id, values) };
}

export const LanguageContext = createContext<Language>(language("en"));

export function useLanguage(): Language {
  return use(LanguageContext);
}
