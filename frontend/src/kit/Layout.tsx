import { useEffect, useRef, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { LANGUAGES, useLanguage, type LanguageCode } from "../i18n/language";
import { Mark } from "./Icon";

export interface NavItem {
  to: string;
  label: string;
}

interface LayoutProps {
  items: NavItem[];
  home: string;
  /** Wide working pages of staff; everybody else reads in the party's larger type. */
  desk?: boolean;
  strip?: ReactNode;
  onLanguage: (code: LanguageCode) => void;
  children: ReactNode;
}

/** The house around every page: skip link, name, ways, language, content, foot. */
export function Layout({ items, home, desk = false, strip, onLanguage, children }: LayoutProps): ReactNode {
  const { t } = useLanguage();
  const main = useFocusOnArrival();
  return (
    <>
      <a className="skip" href="#main">
        {t("layout.skip")}
      </a>
      {strip}
      <header className="masthead">
        <div className="band">
          <Link href={home} className="brand">
            <Mark />
            {t("app.name")}
          </Link>
          <nav aria-label={t("layout.nav")}>
            {items.map((item) => (
              <NavLink key={item.to} {...item} />
            ))}
          </nav>
          <LanguageSlot onLanguage={onLanguage} />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={desk ? "" : "party"}>
        <div className="band">{children}</div>
      </main>
      <footer className="colophon">
        <div className="band stack tight">
          <p>{t("layout.neutral")}</p>
        </div>
      </footer>
    </>
  );
}

function NavLink({ to, label }: NavItem): ReactNode {
  const [location] = useLocation();
  return (
    <Link href={to} aria-current={location === to ? "page" : undefined}>
      {label}
    </Link>
  );
}

/** Shown once there is more than one language to choose from. */
function LanguageSlot({ onLanguage }: { onLanguage: (code: LanguageCode) => void }): ReactNode {
  const { t, code } = useLanguage();
  const names = Object.entries(LANGUAGES);
  if (names.length < 2) return null;
  return (
    <label className="language">
      <span className="hidden-text">{t("layout.language")}</span>
      <select value={code} onChange={(event) => onLanguage(event.target.value as LanguageCode)}>
        {names.map(([own, name]) => (
          <option key={own} value={own} lang={own}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** After going to another page, reading starts at its content, or at the part of it that was asked for. */
function useFocusOnArrival(): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const [location] = useLocation();
  const before = useRef(location);
  useEffect(() => {
    if (before.current === location) return;
    before.current = location;
    main.current?.focus({ preventScroll: true });
    const start = main.current?.querySelector("[data-arrival]");
    if (start) start.scrollIntoView();
    else window.scrollTo(0, 0);
  }, [location]);
  return main;
}
