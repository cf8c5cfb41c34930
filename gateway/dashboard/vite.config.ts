import { defineConfig } from "vite";

// The gateway serves what lies in wwwroot/dashboard from "/". Nothing is fetched from elsewhere: the pages work at the cave without internet.
export default defineConfig({
  base: "/",
  build: {
    outDir: "../KarstLogger.Gateway/wwwroot/dashboard",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
