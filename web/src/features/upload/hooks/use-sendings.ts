import { useSyncExternalStore } from 'react';

import { sendQueue } from '../sending/send-queue';
import type { Sending, SendingState } from '../sending/sending';

export const useSendings = (): readonly Sending[] =>
  useSyncExternalStore(sendQueue.listen, sendQueue.current);

export const useSending = (sending: Sending): SendingState =>
  useSyncExternalStore(sending.listen, sending.current);
