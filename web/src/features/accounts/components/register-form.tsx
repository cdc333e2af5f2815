import { useRegister } from '../api/register';
import { AccountForm } from './account-form';

interface Props {
  /** The code of the invite, where accounts are given by invite. */
  invite: string | null;
  onDone: () => void;
}

export function RegisterForm({ invite, onDone }: Props) {
  const register = useRegister();
  return (
    <AccountForm
      busy={register.isPending}
      send={async (account) => {
        await register.mutateAsync({ ...account, ...(invite !== null && { invite }) });
        onDone();
      }}
    />
  );
}
