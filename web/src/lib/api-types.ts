import type { components } from './api-schema'; // Generated: npm run api-types.

type Schemas = components['schemas'];

export type Channel = Schemas['Channel'];
export type ChannelList = Schemas['ChannelList'];
export type Credentials = Schemas['LoginRequest'];
export type FieldError = Schemas['FieldMessage'];
export type Instance = Schemas['Instance'];
export type Stream = Schemas['Stream'];
export type StreamKey = Schemas['StreamKey'];
export type StreamList = Schemas['StreamList'];

export type * from './coming-types';
