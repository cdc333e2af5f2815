import { useTranslation } from 'react-i18next';

const looksLikeEmail = /^[^\s@]+@[^\s@]+$/;
const usernameLength = { min: 3, max: 50 };
const passwordLength = { min: 8, max: 128 };

/** What is wrong with what a person chooses as name, address or password; the server has the last word. */
export function useAccountChecks() {
  const { t } = useTranslation();
  return {
    username: (value: string) => {
      const isShort = value.length < usernameLength.min;
      if (isShort || value.length > usernameLength.max) return t('accounts.usernameLength');
      return /^[A-Za-z0-9_-]+$/.test(value) ? undefined : t('accounts.usernameCharacters');
    },
    email: (value: string) =>
      looksLikeEmail.test(value.trim()) ? undefined : t('accounts.emailInvalid'),
    newPassword: (value: string) => {
      if (value.length < passwordLength.min) return t('accounts.passwordShort');
      return value.length > passwordLength.max ? t('accounts.passwordLong') : undefined;
    },
    password: (value: string) => (value === '' ? t('accounts.passwordMissing') : undefined),
    /** Of an authenticator app; blanks in it do no harm. */
    code: (value: string) =>
      /^\d{6}$/.test(value.replace(/\s/g, '')) ? undefined : t('accounts.codeInvalid'),
  };
}
