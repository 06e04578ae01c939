FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY --from=build /app/dist dist
COPY migrations migrations
COPY plans plans
COPY calendars calendars
COPY lexicon lexicon
COPY lab lab
COPY demo demo
COPY docs/huong-dan docs/huong-dan
USER node
CMD ["node", "dist/cli/main.js", "serve"]
