import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { operations } from "./operations.ts";

const SERVER = process.env["ODR_DEV_SERVER"] ?? "http://127.0.0.1:8000";
/** What the server answers itself; every other address is a page. */
const FORWARDED = ["/graphql", "/uploads", "/evidence", "/records", "/checkpoint", "/copies", "/enforcement", "^/exports/.+", "/demo", "/healthz"];

export default defineConfig({
  plugins: [operations(), react()],
  build: {
    outDir: "../odr/static",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(FORWARDED.map((path) => [path, { target: SERVER, ws: path === "/graphql" }])),
  },
  // A test that needs a page says so in its first line.
  test: { include: ["tests/**/*.test.{ts,tsx}"] },
});
