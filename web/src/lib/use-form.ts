import { useState, type FocusEvent, type SubmitEvent } from 'react';

import { isProblem, type Problem } from './problem';

type Values = Record<string, string>;
type Checks<T extends Values> = { [K in keyof T]: (value: string) => string | undefined };
type Errors<T extends Values> = Partial<Record<keyof T, string | undefined>>;

export interface FieldProps {
  name: string;
  value: string;
  error: string | undefined;
  onChange: (event: { target: { value: string } }) => void;
  onBlur: (event: FocusEvent) => void;
}

/**
 * A form's text fields: checked when they are left and when the form is sent, told what the server says of each,
 * and never emptied by an error.
 */
export function useForm<T extends Values>(initial: T, checks: Checks<T>) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors<T>>({});
  const [problem, setProblem] = useState<Problem | null>(null);

  const field = (name: keyof T & string): FieldProps => ({
    name,
    value: values[name] ?? '',
    error: errors[name],
    onChange: (event) => {
      const { value } = event.target;
      setValues((old) => ({ ...old, [name]: value }));
      // An error goes as soon as it no longer holds; a new one waits until the field is left.
      if (errors[name] !== undefined) setErrors((old) => ({ ...old, [name]: checks[name](value) }));
    },
    onBlur: () => {
      const value = values[name] ?? '';
      if (value !== '') setErrors((old) => ({ ...old, [name]: checks[name](value) }));
    },
  });

  const submit = (send: (values: T) => Promise<unknown>) => async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const found = Object.keys(values).map(
      (name) => [name, checks[name as keyof T](values[name] ?? '')] as const,
    );
    setErrors(Object.fromEntries(found) as Errors<T>);
    setProblem(null);
    const wrong = found.find(([, error]) => error !== undefined);
    if (wrong) {
      focus(form, wrong[0]);
      return;
    }

    try {
      await send(values);
    } catch (error) {
      if (!isProblem(error)) throw error;
      const told = Object.keys(values).filter((name) => error.of(name) !== undefined);
      setErrors(
        Object.fromEntries(told.map((name) => [name, sentence(error.of(name))])) as Errors<T>,
      );
      if (told[0] === undefined) setProblem(error);
      else focus(form, told[0]);
    }
  };

  const reset = (to: T = initial) => {
    setValues(to);
    setErrors({});
    setProblem(null);
  };

  return {
    values,
    field,
    submit,
    reset,
    /** Why it was refused, where no field shows that. */ problem,
  };
}

/** The server goes on from the name of the field: "is taken". Below the field that stands alone. */
function sentence(message = ''): string {
  const whole = message.charAt(0).toLocaleUpperCase() + message.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

function focus(form: HTMLFormElement, name: string): void {
  const named = form.elements.namedItem(name);
  const input = named instanceof RadioNodeList ? named[0] : named;
  if (input instanceof HTMLElement) input.focus();
}
