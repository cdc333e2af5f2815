// Written by hand from the described structs until they are in docs/api/openapi.json.
import type { components } from './api-schema';

type Schemas = components['schemas'];
type Meta = Schemas['Meta'];

export type User = Schemas['User'] & { emailVerified?: boolean };
export type SignedIn = Omit<Schemas['Session'], 'user'> & { user: User };
export type Registration = Schemas['RegisterRequest'] & { invite?: string };

export interface Profile {
  username?: string;
  email?: string;
  displayName?: string;
  bio?: string;
  currentPassword?: string;
}
export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
}
export interface PasswordReset {
  token: string;
  password: string;
}
export interface SecondStep {
  challenge: string;
  code: string;
}
export interface TwoFactor {
  enabled: boolean;
  recoveryCodesLeft: number;
}
export interface TwoFactorSetup {
  secret: string;
  otpauthUrl: string;
}
export interface RecoveryCodes {
  recoveryCodes: string[];
}
export interface SignIn {
  id: string;
  ip: string;
  userAgent: string;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
  current: boolean;
}
export interface SignInList {
  data: SignIn[];
  meta: Meta;
}
export type TokenScope = 'media:read' | 'media:write' | 'streams:read' | 'streams:write' | 'admin';
export interface ApiToken {
  id: string;
  name: string;
  scopes: TokenScope[];
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  token?: string;
}
export interface ApiTokenList {
  data: ApiToken[];
  meta: Meta;
}
export interface NewApiToken {
  name: string;
  scopes: TokenScope[];
  expiresAt?: string;
}
export interface SetupState {
  needed: boolean;
}
export type Setup = Schemas['RegisterRequest'] & { code: string };
