import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Child } from './child.ts';
import { type Scope, temporaryFolder } from './cleanup.ts';
import { until } from './wait.ts';

const settings = join(import.meta.dirname, '../e2e/obs');

/**
 * The real OBS Studio, on a screen that nobody sees, streaming a film to a server as a person does
 * who has pasted the address and the key.
 */
export async function publishWithObs(
  scope: Scope,
  server: string,
  key: string,
  film: string,
): Promise<Child> {
  const home = temporaryFolder(scope);
  const config = join(home, '.config/obs-studio');
  const profile = join(config, 'basic/profiles/Freshet');
  place(join(config, 'global.ini'), join(settings, 'global.ini'));
  place(join(profile, 'basic.ini'), join(settings, 'basic.ini'));
  write(join(profile, 'service.json'), {
    type: 'rtmp_custom',
    settings: { server, key, use_auth: false, bwtest: false },
  });
  write(join(config, 'basic/scenes/Freshet.json'), sceneWith(film));

  const runtime = join(home, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  const display = await startScreen(scope);
  const scene = ['--collection', 'Freshet', '--profile', 'Freshet', '--scene', 'Scene'];
  const manners = ['--startstreaming', '--minimize-to-tray', '--multi', '--disable-updater'];
  return new Child(scope, ['obs', ...manners, ...scene], {
    cwd: home,
    env: {
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      DISPLAY: display,
      QT_QPA_PLATFORM: 'xcb',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  });
}

/** An X server on a number of its own. */
async function startScreen(scope: Scope): Promise<string> {
  while (true) {
    const number = 100 + Math.floor(Math.random() * 900);
    const socket = `/tmp/.X11-unix/X${number}`;
    if (existsSync(socket)) continue;
    const screen = ['-screen', '0', '1280x720x24', '+extension', 'GLX', '-nolisten', 'tcp'];
    new Child(scope, ['Xvfb', `:${number}`, ...screen]);
    await until('the screen is there', () => existsSync(socket));
    return `:${number}`;
  }
}

function place(file: string, original: string): void {
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(original, file);
}

function write(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

/** A scene that shows one film from a file, again and again. */
function sceneWith(film: string): unknown {
  const item = { name: 'Film', id: 1, visible: true, pos: { x: 0, y: 0 }, scale: { x: 1, y: 1 } };
  return {
    name: 'Freshet',
    current_scene: 'Scene',
    current_program_scene: 'Scene',
    scene_order: [{ name: 'Scene' }],
    sources: [
      {
        id: 'ffmpeg_source',
        versioned_id: 'ffmpeg_source',
        name: 'Film',
        mixers: 255,
        settings: { local_file: film, is_local_file: true, looping: true, hw_decode: false },
      },
      {
        id: 'scene',
        versioned_id: 'scene',
        name: 'Scene',
        settings: { id_counter: 1, items: [item] },
      },
    ],
  };
}
