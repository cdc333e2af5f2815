import type { components } from './api-schema'; // Generated: npm run api-types.

type Schemas = components['schemas'];

export type ApiToken = Schemas['ApiToken'];
export type ApiTokenList = Schemas['ApiTokenList'];
export type Channel = Schemas['Channel'];
export type ChannelList = Schemas['ChannelList'];
export type Credentials = Schemas['LoginRequest'];
export type FieldError = Schemas['FieldMessage'];
export type Instance = Schemas['Instance'];
export type NewApiToken = Schemas['NewApiTokenRequest'];
export type PasswordChange = Schemas['ChangePasswordRequest'];
export type PasswordReset = Schemas['ResetPasswordRequest'];
export type ProfileChange = Schemas['ProfileRequest'];
export type RecoveryCodes = Schemas['RecoveryCodes'];
export type Registration = Schemas['RegisterRequest'];
export type SecondStep = Schemas['SecondStepRequest'];
export type SetupRequest = Schemas['SetupRequest'];
export type SetupState = Schemas['Setup'];
export type SignedIn = Schemas['Session'];
export type SignIn = Schemas['SignIn'];
export type SignInList = Schemas['SignInList'];
export type Stream = Schemas['Stream'];
export type StreamKey = Schemas['StreamKey'];
export type StreamList = Schemas['StreamList'];
export type TokenScope = Schemas['TokenScope'];
export type TwoFactor = Schemas['TwoFactor'];
export type TwoFactorSetup = Schemas['TwoFactorSetup'];
export type User = Schemas['User'];
