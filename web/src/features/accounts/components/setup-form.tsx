import { useSetup } from '../api/setup';
import { AccountForm } from './account-form';

interface Props {
  /** What the program has printed, so that whoever finds the page first does not own the server. */
  code: string;
  onDone: () => void;
}

export function SetupForm({ code, onDone }: Props) {
  const setup = useSetup();
  return (
    <AccountForm
      busy={setup.isPending}
      send={async (account) => {
        await setup.mutateAsync({ ...account, code });
        onDone();
      }}
    />
  );
}
