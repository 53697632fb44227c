import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { paraglideVitePlugin } from '@inlang/paraglide-js'

// Modes: `production` talks to Rust; `recorded` answers from recordings (browser tests, design work). Which backend goes
// into the bundle is settled by an alias, so that the recordings can never reach the production bundle.
export default defineConfig(({ mode }) => {
  const recorded = mode === 'recorded'
  return {
    plugins: [
      paraglideVitePlugin({
        project: './project.inlang',
        outdir: './src/lib/paraglide',
        strategy: ['baseLocale'],
        emitReadme: false,
        emitPrettierIgnore: false,
      }),
      svelte(),
    ],
    clearScreen: false,
    server: { port: 1420, strictPort: true, host: '127.0.0.1' },
    resolve: {
      alias: {
        '#backend': fileURLToPath(
          new URL(recorded ? './src/lib/backend-recorded.ts' : './src/lib/backend-tauri.ts', import.meta.url),
        ),
      },
      ...(mode === 'test' ? { conditions: ['browser'] } : {}),
    },
    build: {
      target: 'safari16.4',
      outDir: recorded ? 'dist-recorded' : 'dist',
      // No data: URLs for scripts and styles: the window's content security policy forbids them.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 800,
    },
    test: { environment: 'happy-dom', include: ['src/**/*.test.ts'], setupFiles: ['./src/test-setup.ts'] },
  }
})
