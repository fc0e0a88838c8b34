import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { useLanguage } from "../i18n/language";
import { Icon } from "./Icon";

export interface FieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** The field is the only question of its page: its label is the page's heading. */
  question?: boolean;
}

interface Described {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

function describe({ id, hint, error }: FieldProps): Described {
  const notes = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { id, "aria-describedby": notes || undefined, "aria-invalid": error ? true : undefined };
}

function frame({ error, question }: FieldProps): string {
  return ["field", error && "wrong", question && "question"].filter(Boolean).join(" ");
}

function Notes({ id, hint, error }: FieldProps): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      {hint ? (
        <div id={`${id}-hint`} className="hint">
          {hint}
        </div>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="field-error">
          <Icon name="alert" />
          <span>
            <span className="hidden-text">{t("field.error")} </span>
            {error}
          </span>
        </p>
      ) : null}
    </>
  );
}

function Labelled({ children, ...field }: FieldProps & { children: (control: Described) => ReactNode }): ReactNode {
  return (
    <div className={frame(field)}>
      <label htmlFor={field.id}>{field.question ? <h1>{field.label}</h1> : field.label}</label>
      <Notes {...field} />
      {children(describe(field))}
    </div>
  );
}

type Own = keyof FieldProps;

/** One line of text, a number, a date, an address: the browser's own input. */
export function TextField(props: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, Own>): ReactNode {
  const { label, hint, error, question, className = "", ...input } = props;
  return (
    <Labelled id={props.id} label={label} hint={hint} error={error} question={question ?? false}>
      {(control) => <input dir="auto" {...input} {...control} className={`control ${className}`} />}
    </Labelled>
  );
}

/** Several lines of the person's own words. */
export function TextArea(props: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Own>): ReactNode {
  const { label, hint, error, question, ...area } = props;
  return (
    <Labelled id={props.id} label={label} hint={hint} error={error} question={question ?? false}>
      {(control) => <textarea dir="auto" {...area} {...control} className="control long" />}
    </Labelled>
  );
}

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
}

type SelectProps = FieldProps & Omit<SelectHTMLAttributes<HTMLSelectElement>, Own> & { choices: Choice[] };

/** One of many, where a list of radio buttons would be too long. */
export function Select({ label, hint, error, question, choices, ...select }: SelectProps): ReactNode {
  return (
    <Labelled id={select.id} label={label} hint={hint} error={error} question={question ?? false}>
      {(control) => (
        <select {...select} {...control} className="control">
          {choices.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface ChoicesProps extends FieldProps {
  choices: Choice[];
  value: string | string[];
  onChoose: (value: string, chosen: boolean) => void;
}

function Group({ kind, choices, value, onChoose, ...field }: ChoicesProps & { kind: "radio" | "checkbox" }): ReactNode {
  const control = describe(field);
  return (
    <fieldset className={frame(field)} aria-describedby={control["aria-describedby"]}>
      <legend>{field.question ? <h1>{field.label}</h1> : field.label}</legend>
      <Notes {...field} />
      <div className="choices">
        {choices.map((choice, place) => (
          <label key={choice.value} className="choice">
            <input
              type={kind}
              id={place === 0 ? field.id : `${field.id}-${place}`}
              name={field.id}
              value={choice.value}
              checked={Array.isArray(value) ? value.includes(choice.value) : value === choice.value}
              onChange={(event) => onChoose(choice.value, event.target.checked)}
            />
            <span>{choice.label}</span>
            {choice.hint ? <span className="hint">{choice.hint}</span> : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One of a few. */
export function Radios(props: ChoicesProps): ReactNode {
  return <Group kind="radio" {...props} />;
}

/** Any of a few. */
export function Checkboxes(props: ChoicesProps): ReactNode {
  return <Group kind="checkbox" {...props} />;
}

interface TickProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  checked: boolean;
  onTick: (checked: boolean) => void;
}

/** A single statement to agree to. */
export function Tick({ id, label, hint, error, checked, onTick }: TickProps): ReactNode {
  const control = describe({ id, label, hint, error });
  return (
    <div className={error ? "field wrong" : "field"}>
      <Notes id={id} label={label} error={error} />
      <label className="choice bare">
        <input type="checkbox" {...control} checked={checked} onChange={(event) => onTick(event.target.checked)} />
        <span>{label}</span>
        {hint ? (
          <span className="hint" id={`${id}-hint`}>
            {hint}
          </span>
        ) : null}
      </label>
    </div>
  );
}
