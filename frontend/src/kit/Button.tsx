import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Link } from "wouter";

type Look = "main" | "plain" | "link";
const CLASSES: Record<Look, string> = { main: "button", plain: "button plain", link: "link" };

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  ref?: Ref<HTMLButtonElement>;
  /** The act is under way: a second press does nothing, focus stays. */
  busy?: boolean;
}

/** Says what it does. While busy it keeps its place, its words and its focus. */
export function Button({ look = "main", busy = false, type = "button", onClick, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={busy ? "button" : type}
      className={CLASSES[look]}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    />
  );
}

interface ButtonLinkProps {
  to: string;
  look?: Look;
  children: ReactNode;
}

/** Goes to another page of the service. */
export function ButtonLink({ to, look = "main", children }: ButtonLinkProps): ReactNode {
  return (
    <Link href={to} className={CLASSES[look]}>
      {children}
    </Link>
  );
}
