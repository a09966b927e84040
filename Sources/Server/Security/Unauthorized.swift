/// A request without a valid token.
struct Unauthorized: Error {
    let message =
        "This needs the access token: open the link that 'diapason serve' prints, "
        + "or send the token as 'Authorization: Bearer'."
}
