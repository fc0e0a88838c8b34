import { useState } from "react";
import type { Problem } from "./ErrorSummary";

export type Errors<V> = Partial<Record<keyof V & string, string>>;

/** What the server refused, with the name of the input field it concerns. */
export interface UserError {
  field?: string | null;
  message: string;
}

export interface Form<V> {
  values: V;
  problems: Problem[];
  set: <K extends keyof V>(name: K, value: V[K]) => void;
  /** The properties of a text control named so: id, value, error, change. */
  text: (name: keyof V & string) => {
    id: string;
    value: string;
    error: string | undefined;
    onChange: (event: { target: { value: string } }) => void;
  };
  error: (name: keyof V & string) => string | undefined;
  /** Checks, and calls `send` only when nothing needs mending; what was typed always stays. */
  submit: (send: (values: V) => Promise<UserError[]>) => (event: { preventDefault: () => void }) => void;
  busy: boolean;
}

/**
 * A form that keeps what was typed, and shows what to mend beside the field and in a summary. `name` ends the ids of
 * its fields, and tells them from those of the same form for something else on the page.
 */
export function useForm<V extends object>(initial: V, check: (values: V) => Errors<V> = () => ({}), name = ""): Form<V> {
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [busy, setBusy] = useState(false);
  const set = <K extends keyof V>(of: K, value: V[K]): void => setValues((before) => ({ ...before, [of]: value }));
  const error = (of: string): string | undefined => problems.find(({ field }) => field === of + name)?.message;
  const send = async (sender: (values: V) => Promise<UserError[]>): Promise<void> => {
    const wrong = problemsOf(check(values), name);
    setProblems(wrong);
    if (wrong.length || busy) return;
    setBusy(true);
    setProblems(placed(await sender(values), Object.keys(values), name));
    setBusy(false);
  };
  return {
    values,
    problems,
    set,
    error,
    busy,
    text: (of) => ({
      id: of + name,
      value: String(values[of] ?? ""),
      error: error(of),
      onChange: ({ target }) => set(of, target.value as V[typeof of]),
    }),
    submit: (sender) => (event) => {
      event.preventDefault();
      void send(sender);
    },
  };
}

function problemsOf(errors: Partial<Record<string, string>>, name: string): Problem[] {
  return Object.entries(errors).flatMap(([field, message]) => (message ? [{ field: field + name, message }] : []));
}

/** A refusal goes to its field when the form has it ("input.lines.0.amount" belongs to "amount"), else to the summary. */
function placed(errors: UserError[], fields: string[], name: string): Problem[] {
  return errors.map(({ field, message }) => {
    const known = (field ?? "").split(".").reverse().find((part) => fields.includes(part));
    return { field: known ? known + name : "", message };
  });
}
