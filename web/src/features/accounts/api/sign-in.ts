import { useMutation } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Credentials, SecondStep, SignedIn } from '@/lib/api-types';
import { isProblem } from '@/lib/problem';
import { session } from '@/lib/session';

/** The password was right; a code must answer this. */
export interface Challenge {
  challenge: string;
}

async function signIn(body: Credentials): Promise<SignedIn | Challenge> {
  try {
    return await api.post<SignedIn>('/auth/login', body);
  } catch (problem) {
    if (!isProblem(problem, 401) || problem.challenge === undefined) throw problem;
    return { challenge: problem.challenge };
  }
}

export const useSignIn = () =>
  useMutation({
    mutationFn: signIn,
    onSuccess: (step) => {
      if (!('challenge' in step)) session.begin(step);
    },
  });

export const useSecondStep = () =>
  useMutation({
    mutationFn: (body: SecondStep) => api.post<SignedIn>('/auth/two-factor', body),
    onSuccess: (signedIn) => session.begin(signedIn),
  });
