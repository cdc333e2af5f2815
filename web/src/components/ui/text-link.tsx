import { Link, type LinkProps } from 'react-router';

/** A link within a sentence. */
export function TextLink({ className = '', ...rest }: LinkProps) {
  return <Link className={`rounded-control text-accent underline ${className}`} {...rest} />;
}
