import linker from "@angular/compiler-cli/linker/babel";
import { transformAsync } from "@babel/core";

// What Angular's own builder does: it compiles what the libraries leave to the page, and says which mode it is.
export default ({ mode }) => ({
  define: mode === "production" ? { ngDevMode: "false" } : {},
  plugins: [
    {
      name: "angular-linker",
      transform: (code, id) => (code.includes("ɵɵngDeclare") ? transformAsync(code, { filename: id, plugins: [linker] }) : null),
    },
  ],
});
