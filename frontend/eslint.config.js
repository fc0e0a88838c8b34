import hooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const deskStaysOut = {
  patterns: [
    {
      group: ["**/desk/**", "../desk", "./desk"],
      message: "Desk code is loaded lazily by the router; a party's page never imports it.",
    },
    { group: ["react-aria*"], message: "Party pages use native controls." },
  ],
};

export default defineConfig(
  { ignores: ["node_modules", "src/generated", "../odr/static"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, hooks.configs.flat["recommended-latest"]],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "max-lines": ["error", { max: 300 }],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/desk/**", "src/routes.tsx"],
    rules: { "no-restricted-imports": ["error", deskStaysOut] },
  },
);
