import { fileURLToPath } from 'node:url';

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// A running `freshet`: in development its API and media are reached through Vite, as if from one origin.
const server = process.env.FRESHET_URL ?? 'http://127.0.0.1:8080';
const proxied = [
  ...['^/api/(?!docs$)', '/live', '/hls', '/vod', '^/t/', '/media'],
  ...['/health', '/socket.io', '/ws'],
];

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // The content security policy allows no data: fonts or scripts.
    chunkSizeWarningLimit: 700, // hls.js alone; it is loaded only where it plays.
  },
  server: {
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: server, ws: true }])),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 15_000, // The first of a file waits for its page to be compiled.
    restoreMocks: true,
    unstubGlobals: true,
    css: false,
  },
});
