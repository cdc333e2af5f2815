import { useState, type FocusEvent, type SubmitEvent } from 'react';

import { isProblem } from './problem';

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
      setErrors(Object.fromEntries(told.map((name) => [name, error.of(name)])) as Errors<T>);
      if (told[0] !== undefined) focus(form, told[0]);
    }
  };

  return { field, submit };
}

function focus(form: HTMLFormElement, name: string): void {
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLElement) input.focus();
}
