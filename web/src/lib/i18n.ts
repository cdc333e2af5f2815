import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

import en from './locales/en.json';
import type later from './locales/en-later.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof later };
  }
}

/** Every sentence of the app comes from the catalogues in locales/. */
export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false }, // React escapes.
  initAsync: false,
});

/** The sentences that the first page does without: there before any other page is. */
export async function loadSentences(): Promise<void> {
  const { default: later } = await import('./locales/en-later.json');
  i18n.addResourceBundle('en', 'translation', later, true);
}
