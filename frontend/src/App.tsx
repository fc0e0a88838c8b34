import type { ReactNode } from "react";
import { Layout } from "./kit/Layout";
import { Routes } from "./routes";

export function App(): ReactNode {
  return (
    <Layout home="/" items={[]} onLanguage={() => undefined}>
      <Routes />
    </Layout>
  );
}
