import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { loadLanguage } from "./i18n/language";
import "./styles/index.css";

const root = document.getElementById("root");
if (root) {
  const first = await loadLanguage("en");
  createRoot(root).render(
    <StrictMode>
      <App first={first} />
    </StrictMode>,
  );
}
