"use client";

export { GlobalErrorPage as default } from "@/components/layout/global-error-page";
