interface Sound {
  muted: boolean;
  volume: number;
}

const key = 'freshet.sound';

/** How loud this viewer likes it, from the last time. */
export function recallSound(): Sound {
  try {
    const { muted, volume } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Sound>;
    return {
      muted: muted === true,
      volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : 1,
    };
  } catch {
    return { muted: false, volume: 1 };
  }
}

export function rememberSound({ muted, volume }: Sound): void {
  try {
    localStorage.setItem(key, JSON.stringify({ muted, volume }));
  } catch {
    // Storage is switched off: the next page starts loud.
  }
}
