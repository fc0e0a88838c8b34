import { setupI18n, type Messages } from "@lingui/core";
import { createContext, use } from "react";
import type { MessageId } from "../generated/messages/ids";

export type { MessageId };
/** Looks a text up in the catalogue and fills its placeholders. */
export type Translate = (id: MessageId, values?: Record<string, string | number>) => string;

export interface Language {
  code: LanguageCode;
  direction: "ltr" | "rtl";
  /** The locale that numbers and dates are written in. */
  locale: string;
  t: Translate;
}

/** Every language that can be chosen, by its own name. */
export const LANGUAGES = { en: "English" } as const;
export type LanguageCode = keyof typeof LANGUAGES;

type Load = () => Promise<{ messages: Messages }>;
/** Texts that belong to some pages only and come with them, as scripts/catalogue.mjs says. */
export type Area = "account" | "lists" | "complaint" | "case" | "staff" | "entitlement" | "safety" | "viewer";

const CATALOGUES: Record<LanguageCode, { locale: string; base: Load } & Record<Area, Load>> = {
  en: {
    locale: "en-GB",
    base: () => import("../generated/messages/en"),
    account: () => import("../generated/messages/en.account"),
    lists: () => import("../generated/messages/en.lists"),
    complaint: () => import("../generated/messages/en.complaint"),
    case: () => import("../generated/messages/en.case"),
    staff: () => import("../generated/messages/en.staff"),
    entitlement: () => import("../generated/messages/en.entitlement"),
    safety: () => import("../generated/messages/en.safety"),
    viewer: () => import("../generated/messages/en.viewer"),
  },
};

const i18n = setupI18n();
const areas = new Set<Area>();

/** Fetches a language's texts, those of the pages that are loaded already included. */
export async function loadLanguage(code: LanguageCode): Promise<Language> {
  const { locale, base } = CATALOGUES[code];
  const loaded = await Promise.all([base(), ...[...areas].map((area) => CATALOGUES[code][area]())]);
  for (const { messages } of loaded) i18n.load(code, messages);
  i18n.activate(code);
  return { code, direction: "ltr", locale, t: (id, values) => i18n._(id, values) };
}

/** Fetches the texts of an area, in the language spoken now. */
export async function loadArea(area: Area): Promise<void> {
  if (areas.has(area)) return;
  const code = i18n.locale as LanguageCode;
  i18n.load(code, (await CATALOGUES[code][area]()).messages);
  areas.add(area);
}

export const LanguageContext = createContext<Language | undefined>(undefined);

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error("useLanguage outside of LanguageContext");
  return language;
}
